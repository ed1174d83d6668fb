pub trait Names {
    fn first(&self) -> u32;
}
