from app.rates import fetch_rates


def euro_of(day):
    rates = fetch_rates(day)
    return rates["eur"]


def greeting(name):
    return f"Good day, {name}"
