"""What a check says of layouts and brands without building anything: all that would make a build refuse them."""

from irdocs.build.project import Project
from irdocs.document.vocabulary import VOCABULARY
from irdocs.layout.brand_words import check_dangers
from irdocs.layout.catalogue import Layout
from irdocs.model.load import find_subjects
from irdocs.model.records import KINDS
from irdocs.problems import Problems, nearest


def check_layouts(project: Project, language: str) -> None:
    """Check every layout with its templates, and every brand against its subjects; faults go to the project's problems."""
    problems = project.problems
    elements = {name: model.required | model.optional for name, model in VOCABULARY.items()}
    for name in project.layout_names():
        layout = project.layout(name)
        if layout is not None:
            _has_templates(layout, problems)
    for path in sorted(project.layouts.rglob("*.j2")):
        if path.is_file():
            project.templates.check(path.relative_to(project.layouts).as_posix(), elements, problems)
    brands = [brand for name in project.brand_names() if (brand := project.brand(name)) is not None]
    named = {key.partition("/")[0] for brand in brands for key in brand.safety}
    if named:
        library = project.library(language, named & set(find_subjects(project.content, Problems())))
        for brand in brands:
            check_dangers(brand, library, problems)


def template_name(kind: str) -> str:
    """Return the name of the template for a kind of subject: "procedures" -> "procedure.xml.j2"."""
    return f"{KINDS[kind].__name__.lower()}.xml.j2"


def _has_templates(layout: Layout, problems: Problems) -> None:
    """Check that there is a template for each kind of subject that a layout serves."""
    there = sorted(path.name for path in layout.folder.glob("*.j2"))
    for kind in layout.serves:
        wanted = template_name(kind)
        if wanted not in there:
            hint = f"add {wanted}, or take {kind} out of serves; " + nearest(wanted, there)
            problems.error("no-template", layout.at("serves"), f"the layout serves {kind}, and has no {wanted}", hint)
