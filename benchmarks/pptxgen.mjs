// The slides of a deck through PptxGenJS: reads slides as JSON from the first line, then writes a deck for each line.
// Answers each with the milliseconds of processor time that it took.
import { createInterface } from "node:readline";
import pptxgen from "pptxgenjs";

let slides = null;
for await (const line of createInterface({ input: process.stdin })) {
  if (slides === null) {
    slides = JSON.parse(line);
    console.log("ready");
    continue;
  }
  const before = process.cpuUsage();
  const deck = new pptxgen();
  deck.title = line;
  for (const one of slides) {
    const slide = deck.addSlide();
    slide.addText(one.title, { x: 0.5, y: 0.3, w: 9, h: 0.8, fontSize: 28 });
    if (one.lines.length) {
      slide.addText(one.lines.map((text) => ({ text, options: { bullet: true, breakLine: true } })), { x: 0.5, y: 1.2, w: 9, h: 4, fontSize: 18 });
    }
    for (const rows of one.tables) slide.addTable(rows.map((row) => row.map((text) => ({ text }))), { x: 0.5, y: 1.2, w: 9 });
    for (const chart of one.charts) {
      slide.addChart(chart.line ? deck.charts.LINE : deck.charts.BAR, chart.series.map((each) => ({ ...each, labels: chart.labels })), { x: 0.5, y: 1.2, w: 9, h: 4 });
    }
    if (one.notes) slide.addNotes(one.notes);
  }
  const made = await deck.write({ outputType: "nodebuffer" });
  const spent = process.cpuUsage(before);
  console.log(JSON.stringify({ ms: (spent.user + spent.system) / 1000, size: made.length }));
}
