"""Names that nothing of ours reads, and why they stay: vulture is told of them here."""

# ruff: noqa
# mypy: ignore-errors

# commands: the command line finds them by name
list_, show, doctor, check, review, approve, trace, diff, evidence, batch, pack, withdraw
# libraries read or call them
_._make_preamble, _._preamble, _.StructTreeRoot, _.PageMode, _.Contents, _.Resources, _.trimbox, _.bleedbox, _.BBox
_.YMDhms, _.dhh, _.dmm, _.tzname, _._timeStamp, _.Metadata, _.OutputIntents, _.MarkInfo, _.ViewerPreferences
_.StartElementHandler, _.EndElementHandler, _.CharacterDataHandler, _.StartDoctypeDeclHandler, _.buffer_text
_.ProcessingInstructionHandler, _.preprocess, _._blob, _.validateLink, _.cluster_level, _._value_
_.find_class, _.setup, _.teardown
__getattr__
_.visit_Concat, _.intercepted_binops, _.code_generator_class, _.concat, _.finalize, _.tied, __self, _.ignore_aliases
# members that are found by their value
GIFT, QTI, HIGH, MODERATE, LOCAL, TRANSLATOR, SAFETY, CHOICE, TEACHING
ARIMO, BOOKLET, TRIFOLD, DECK, HANDOUT, STATEMENTS, PARAGRAPHS, DATE
# types that only an annotation names
Token
# fields that templates and guides read
country, desc, stay, extends, pictured, severe_left_out, _.edition_of
# doors for tests and for people who call irdocs
read_drawing, template_from_bytes, subpaths
