def replace_clock(mocker):
    mocker.patch("time.time", return_value=0)
