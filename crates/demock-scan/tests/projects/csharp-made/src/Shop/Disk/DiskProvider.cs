using System.IO;

namespace Shop.Disk
{
    public interface IDiskProvider
    {
        bool Has1(string path);
        bool Has2(string path);
        bool Has3(string path);
        bool Has4(string path);
        bool Has5(string path);
        bool Has6(string path);
        bool Has7(string path);
        bool Has8(string path);
        bool Has9(string path);
        bool Has10(string path);
        bool Has11(string path);
        bool Has12(string path);
        bool Has13(string path);
        bool Has14(string path);
        bool Has15(string path);
        bool Has16(string path);
        bool Has17(string path);
        bool Has18(string path);
        bool Has19(string path);
        bool Has20(string path);
        bool Has21(string path);
        bool Has22(string path);
        bool Has23(string path);
        bool Has24(string path);
        bool Has25(string path);
        bool Has26(string path);
    }

    public class DiskProvider : IDiskProvider
    {
        public bool Has1(string path)
        {
            return File.Exists(path + "1");
        }

        public bool Has2(string path)
        {
            return File.Exists(path + "2");
        }

        public bool Has3(string path)
        {
            return File.Exists(path + "3");
        }

        public bool Has4(string path)
        {
            return File.Exists(path + "4");
        }

        public bool Has5(string path)
        {
            return File.Exists(path + "5");
        }

        public bool Has6(string path)
        {
            return File.Exists(path + "6");
        }

        public bool Has7(string path)
        {
            return File.Exists(path + "7");
        }

        public bool Has8(string path)
        {
            return File.Exists(path + "8");
        }

        public bool Has9(string path)
        {
            return File.Exists(path + "9");
        }

        public bool Has10(string path)
        {
            return File.Exists(path + "10");
        }

        public bool Has11(string path)
        {
            return File.Exists(path + "11");
        }

        public bool Has12(string path)
        {
            return File.Exists(path + "12");
        }

        public bool Has13(string path)
        {
            return File.Exists(path + "13");
        }

        public bool Has14(string path)
        {
            return File.Exists(path + "14");
        }

        public bool Has15(string path)
        {
            return File.Exists(path + "15");
        }

        public bool Has16(string path)
        {
            return File.Exists(path + "16");
        }

        public bool Has17(string path)
        {
            return File.Exists(path + "17");
        }

        public bool Has18(string path)
        {
            return File.Exists(path + "18");
        }

        public bool Has19(string path)
        {
            return File.Exists(path + "19");
        }

        public bool Has20(string path)
        {
            return File.Exists(path + "20");
        }

        public bool Has21(string path)
        {
            return File.Exists(path + "21");
        }

        public bool Has22(string path)
        {
            return File.Exists(path + "22");
        }

        public bool Has23(string path)
        {
            return File.Exists(path + "23");
        }

        public bool Has24(string path)
        {
            return File.Exists(path + "24");
        }

        public bool Has25(string path)
        {
            return File.Exists(path + "25");
        }

        public bool Has26(string path)
        {
            return File.Exists(path + "26");
        }

    }
}
