"""What a request may look like and what an error looks like, as Google answers it."""
