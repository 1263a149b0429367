"""What lies in folders: snapshots, reviews, documents, the site."""
