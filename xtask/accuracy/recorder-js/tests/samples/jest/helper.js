// Doubles that a helper makes for several tests.
exports.shared = jest.fn() //! mock-object jest.fn | import,group::nested::two

exports.make = () => jest.fn() //! mock-object jest.fn | group::one,group::configures an outer one,group::nested::two
