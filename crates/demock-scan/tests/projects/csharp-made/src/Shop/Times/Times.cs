using System;

namespace Shop.Times
{
    public class Moments
    {
        public virtual DateTime Now => DateTime.UtcNow;
    }

    public class Dates
    {
        public virtual DateTime Read(string text)
        {
            return DateTime.Parse(text);
        }
    }
}
