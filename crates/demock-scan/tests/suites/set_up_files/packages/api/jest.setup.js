jest.mock('./src/mail')
