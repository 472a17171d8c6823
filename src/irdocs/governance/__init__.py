"""Reviews, approvals, differences, traced numbers, the register, and evidence for a committee."""
