"""What is printed or reckoned of orders: documents as PDF, figures as tables, charts and sheets."""
