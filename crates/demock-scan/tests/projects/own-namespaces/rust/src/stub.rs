pub trait Lines {
    fn first(&self) -> u32;
}
