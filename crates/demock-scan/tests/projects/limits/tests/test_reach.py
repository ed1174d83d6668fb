from unittest.mock import patch


@patch("app.reach.Desk.go")
@patch("app.reach.Desk.session")
@patch("app.reach.Kiosk.go")
@patch("app.reach.Wide")
@patch("app.reach.Shelf")
@patch("app.reach.Pantry")
@patch("app.reach.shelf")
@patch("app.reach.fetch")
@patch("app.reach.waiting")
@patch("app.reach.imported")
@patch("app.reach.library")
@patch("app.reach.kinds")
@patch("app.reach.chosen")
@patch("app.reach.failure")
@patch("app.reach.stamped")
@patch("app.reach.parted")
@patch("app.reach.stored")
@patch("app.reach.long")
@patch("app.reach.commented")
@patch("app.reach.wordy")
@patch("app.reach.followed")
@patch("app.reach.busy")
def test_reach(*doubles):
    assert doubles
