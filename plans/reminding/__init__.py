"""What is due for whom, told to the post office; the calendar feed and the settings of reminders."""
