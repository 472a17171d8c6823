"""Write interventional radiology knowledge once; publish it as accessible leaflets and editable teaching decks."""
