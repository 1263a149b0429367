"""What must be done about a finding, the issue it becomes, and the register of both."""
