//! Snippets for `RSpec`.

use demock_model::Boundary;

pub(super) const fn snippet(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Database => DATABASE,
        Boundary::Cache => CACHE,
        Boundary::Http => HTTP,
        Boundary::Llm => LLM,
        Boundary::Websocket => WEBSOCKET,
        Boundary::Queue => QUEUE,
        Boundary::OwnService => OWN_SERVICE,
        Boundary::Clock => CLOCK,
        Boundary::Random => RANDOM,
        Boundary::Filesystem => FILESYSTEM,
        Boundary::Process => PROCESS,
        Boundary::Env => ENV,
        Boundary::OwnCode => OWN_CODE,
        Boundary::Unknown => UNKNOWN,
    }
}

const DATABASE: &str = r#"RSpec.describe Orders do
  let(:db) { PG.connect(ENV.fetch("DATABASE_URL")) }
  after { db.close }

  it "stores an order" do
    described_class.new(db).place("pen")
    expect(db.exec("SELECT item FROM orders").values).to eq [["pen"]]
  end
end"#;

const CACHE: &str = r#"RSpec.describe Sessions do
  let(:cache) { Redis.new(url: ENV.fetch("REDIS_URL")) }
  after { cache.close }

  it "caches a session" do
    described_class.new(cache).open("ada")
    expect(cache.ttl("session:ada")).to be > 0
  end
end"#;

const HTTP: &str = r#"RSpec.describe Partner do
  # The provider's own sandbox; list its variables under [run] pass in demock.toml.
  subject(:partner) { described_class.new(ENV.fetch("PARTNER_SANDBOX_URL")) }

  it "accepts a charge" do
    expect(partner.charge(cents: 500).status).to eq "accepted"
  end
end"#;

const LLM: &str = r#"RSpec.describe Answer do
  # The provider itself, small model; assert what must hold for any wording.
  it "names the order" do
    answer = Provider.new.complete(model: ENV.fetch("LLM_TEST_MODEL"), prompt: PROMPT)
    expect(answer.text).to include "order 17"
  end
end"#;

const WEBSOCKET: &str = r#"RSpec.describe "chat" do
  it "answers" do
    Async do
      endpoint = Async::HTTP::Endpoint.parse(ENV.fetch("BACKEND_URL").sub("http", "ws") + "/ws")
      Async::WebSocket::Client.connect(endpoint) do |socket|
        socket.write({ text: "hello" }.to_json)
        expect(JSON.parse(socket.read.to_str)["type"]).to eq "agent_started"
      end
    end
  end
end"#;

const QUEUE: &str = r##"RSpec.describe Orders do
  it "publishes an event" do
    connection = Bunny.new(ENV.fetch("BROKER_URL")).start
    queue = connection.create_channel.queue("", exclusive: true).bind("orders", routing_key: "#")
    described_class.new(connection).place("pen")
    expect(queue.pop.last).to include "pen"
  end
end"##;

const OWN_SERVICE: &str = r##"RSpec.describe "backend" do
  # Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
  it "asks auth" do
    answer = Net::HTTP.get_response(URI("#{ENV.fetch('BACKEND_URL')}/me"), log_in("ada"))
    expect(JSON.parse(answer.body)["name"]).to eq "ada"
  end
end"##;

const CLOCK: &str = r#"RSpec.describe Token do
  # Hand the time in: the code takes `now:` instead of asking the clock.
  it "expires" do
    token = described_class.issue(now: Time.utc(2026, 1, 1))
    expect(token).to be_expired(now: Time.utc(2026, 1, 2))
  end
end"#;

const RANDOM: &str = r#"RSpec.describe Sample do
  # Hand a seeded generator in.
  it "is repeatable" do
    expect(described_class.take(Random.new(7))).to eq described_class.take(Random.new(7))
  end
end"#;

const FILESYSTEM: &str = r#"RSpec.describe Export do
  it "is written" do
    Dir.mktmpdir do |folder|
      described_class.new.to(File.join(folder, "out.csv"))
      expect(File.read(File.join(folder, "out.csv"))).to start_with "id,"
    end
  end
end"#;

const PROCESS: &str = r#"RSpec.describe "the command" do
  it "says what it did" do
    _, stderr, status = Open3.capture3("bin/app", "export")
    expect([status.success?, stderr]).to eq [true, ""]
  end
end"#;

const ENV: &str = r#"RSpec.describe Settings do
  # Hand the variables in as a hash; only the entry point reads ENV.
  it "reads the port" do
    expect(described_class.parse("PORT" => "8080").port).to eq 8080
  end
end"#;

const OWN_CODE: &str = r#"RSpec.describe Totals do
  # Make the real object; what it needs comes in through the constructor.
  it "adds tax" do
    expect(described_class.new(TaxTable.load).of(Cart.new([Item.new(250)]))).to eq 298
  end
end"#;

const UNKNOWN: &str = r#"RSpec.describe App do
  # Find out what the double stands for (demock explain --finding FINGERPRINT), then build that.
  it "works with the real thing" do
    expect(described_class.build(ENV).run).to eq expected
  end
end"#;
