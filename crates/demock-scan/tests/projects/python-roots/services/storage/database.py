from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

session_maker = sessionmaker(create_engine("postgresql://db/shop"))
