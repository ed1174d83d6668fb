import pymongo


def send(row):
    return pymongo.MongoClient().acme.rows.insert_one(row)
