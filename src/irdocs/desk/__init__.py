"""The governance desk: what is due and what awaits approval, the reviewer's copy, approvals, the register of what is published."""
