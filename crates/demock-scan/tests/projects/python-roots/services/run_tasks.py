from storage.database import session_maker


def run():
    with session_maker() as session:
        session.commit()
