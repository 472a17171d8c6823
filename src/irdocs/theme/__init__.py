"""What a page looks like, resolved to numbers: brand plus layout plus variant."""
