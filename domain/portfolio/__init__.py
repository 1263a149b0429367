"""Every rollout on a card."""
