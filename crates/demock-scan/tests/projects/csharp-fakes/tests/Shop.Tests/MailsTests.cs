using Xunit;

namespace Shop.Tests;

public class MailsTests
{
    private readonly ShopMocker Mocker = new();

    [Fact]
    public void SendsAMail()
    {
        Mocker.GetMock<IMailer>().Setup(mailer => mailer.IsUp()).Returns(true);
        new Orders(Mocker.GetMock<IMailer>().Object).Add("a");
        Mocker.GetMock<IMailer>()
            .Verify(mailer => mailer.Send("a", "b"));
        Mocker.GetMock<IMailer>().VerifyNoOtherCalls();
    }
}
