namespace Shop.Rates
{
    public interface IRatesProxy
    {
        string Latest(string code);
        string Yearly(string code);
        bool IsKnown(string code);
    }
}
