namespace SessionKeys.Ledger.Tests;

public class HidSelectionTests
{
    [Theory]
    [InlineData(false, 0x0000, 0, true)]
    [InlineData(false, 0xffa0, 0, true)]
    [InlineData(false, 0xf1d0, 0, false)]
    [InlineData(false, 0xffa0, 1, false)]
    [InlineData(false, 0x0000, 1, false)]
    [InlineData(false, 0x0000, -1, false)]
    [InlineData(true, 0xffa0, -1, true)]
    [InlineData(true, 0xffa0, 0, true)]
    [InlineData(true, 0xffa0, 2, true)]
    [InlineData(true, 0xf1d0, 0, false)]
    [InlineData(true, 0x0000, 0, false)]
    public void Interface_is_chosen_by_number_on_linux_and_by_usage_page_elsewhere(
        bool usesUsagePage, int usagePage, int number, bool isUsable)
    {
        HidDeviceEntry entry = new("path", 0x5011, "0001", (ushort)usagePage, number);

        Assert.Equal(isUsable ? [entry] : [], new HidSelection(usesUsagePage).Usable([entry]));
    }

    [Fact]
    public void Interface_that_is_listed_once_per_collection_is_one_device()
    {
        HidDeviceEntry entry = new("/dev/hidraw0", 0x5011, "0001", 0xffa0, 0);

        Assert.Equal(entry, new HidSelection(false).Choose([entry, entry with { UsagePage = 0 }], wanted: null));
    }

    [Theory]
    [InlineData(0x1011, 0x10, "Ledger Nano S")]
    [InlineData(0x4015, 0x40, "Ledger Nano X")]
    [InlineData(0x5011, 0x50, "Ledger Nano S Plus")]
    [InlineData(0x501f, 0x50, "Ledger Nano S Plus")]
    [InlineData(0x6011, 0x60, "Ledger Stax")]
    [InlineData(0x7011, 0x70, "Ledger Flex")]
    [InlineData(0x8011, 0x80, "Ledger Nano Gen5")]
    [InlineData(0x0011, 0x00, "Ledger Blue")]
    [InlineData(0x9011, 0x90, "Ledger of unknown model 90")]
    public void Model_is_the_upper_byte_of_the_product_id(int productId, int number, string name)
        => Assert.Equal(new LedgerModel((byte)number, name, IsBootloader: false), LedgerModel.Of((ushort)productId));

    [Fact]
    public void Model_in_its_bootloader_is_not_the_same_as_with_an_app()
        => Assert.Equal(new LedgerModel(0x50, "Ledger Nano S Plus", IsBootloader: true), LedgerModel.Of(0x0005));
}
