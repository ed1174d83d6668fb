use desk::bus::InMemoryBus;

fn main() {
    desk_serve(InMemoryBus::new());
}
