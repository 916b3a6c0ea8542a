using System.Runtime.InteropServices;
using System.Text;

namespace SessionKeys.Ledger.Tests;

/// <summary>The binding to hidapi: what does not need the library, and what does against the real one.</summary>
public class HidApiTests
{
    private const ushort VendorOfNobody = 0xfffe;

    [Fact]
    public void Layout_is_that_of_the_header_for_64_bits()
    {
        (string Field, int Offset)[] header =
        [
            ("Path", 0), ("VendorId", 8), ("ProductId", 10), ("SerialNumber", 16), ("ReleaseNumber", 24),
            ("ManufacturerName", 32), ("ProductName", 40), ("UsagePage", 48), ("Usage", 50), ("InterfaceNumber", 52),
            ("Next", 56),
        ];

        Assert.Equal(
            header, header.Select(field => (field.Field, (int)Marshal.OffsetOf<HidApiEntry>(field.Field))));
        Assert.Equal(64, Marshal.SizeOf<HidApiEntry>());
    }

    [Fact]
    public void List_in_native_memory_is_read_field_by_field()
    {
        nint path = Marshal.StringToCoTaskMemUTF8("/dev/hidraw7");
        nint serial = Wide("0001", OperatingSystem.IsWindows() ? 2 : 4);
        nint second = Marshal.AllocHGlobal(64);
        nint first = Marshal.AllocHGlobal(64);
        try
        {
            Fill(second, path, 0, 0x4015, 0xf1d0, 1, 0);
            Fill(first, path, serial, 0x5011, 0xffa0, 0, second);

            Assert.Equal(
                [
                    new HidDeviceEntry("/dev/hidraw7", 0x5011, "0001", 0xffa0, 0),
                    new HidDeviceEntry("/dev/hidraw7", 0x4015, string.Empty, 0xf1d0, 1),
                ],
                HidApiEntry.ReadList(first));
            Assert.Empty(HidApiEntry.ReadList(0));
        }
        finally
        {
            Marshal.FreeCoTaskMem(path);
            Array.ForEach([serial, first, second], Marshal.FreeHGlobal);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Wide_text_is_read_with_the_width_of_the_system(int width)
    {
        nint text = Wide("Permission denied.\u001b[31m\u00e9", width);
        nint endless = Wide(new string('x', 5_000), width);
        try
        {
            Assert.Equal("Permission denied.?[31m?", HidApiText.Read(text, width));
            Assert.Equal(HidApiText.MaxLength, HidApiText.Read(endless, width).Length);
            Assert.Empty(HidApiText.Read(0, width));
        }
        finally
        {
            Marshal.FreeHGlobal(text);
            Marshal.FreeHGlobal(endless);
        }
    }

    [Theory]
    [InlineData(13, "PermissionDenied")]
    [InlineData(1, "PermissionDenied")]
    [InlineData(16, "Busy")]
    [InlineData(2, "Gone")]
    [InlineData(19, "Gone")]
    [InlineData(0, "Other")]
    [InlineData(25, "Other")]
    public void Fault_on_linux_is_told_by_the_system_error(int systemError, string expected)
        => Assert.Equal(expected, HidApiFault.OfLinux(systemError).ToString());

    [Theory]
    [InlineData("hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002C5) exclusive access", "Busy")]
    [InlineData("hid_open_path: failed to open: (0xE00002E2) not permitted", "PermissionDenied")]
    [InlineData("hid_open_path: failed to open: (0xE00002C1) privilege violation", "PermissionDenied")]
    [InlineData("hid_open_path: failed to open: (0xE00002C0) no such device", "Gone")]
    [InlineData("hid_open_path: failed to open: (0xE00002BC) general error", "Other")]
    [InlineData("no code", "Other")]
    [InlineData("(0x123", "Other")]
    [InlineData("(0xnothexat", "Other")]
    public void Fault_on_macos_is_told_by_the_code_in_the_text(string text, string expected)
        => Assert.Equal(expected, HidApiFault.OfMac(HidApiFault.CodeIn(text)).ToString());

    [Theory]
    [InlineData("hid_open_path/CreateFile: (0x00000005) Access is denied.", "Busy")]
    [InlineData("hid_open_path/CreateFile: (0x00000020) The file is used by another process.", "Busy")]
    [InlineData("hid_open_path/CreateFile: (0x00000002) The system cannot find the file specified.", "Gone")]
    [InlineData("hid_open_path/CreateFile: (0x00000057) The parameter is incorrect.", "Other")]
    public void Fault_on_windows_is_told_by_the_code_in_the_text(string text, string expected)
        => Assert.Equal(expected, HidApiFault.OfWindows(HidApiFault.CodeIn(text)).ToString());

    [HidApiFact]
    public void Library_lists_nothing_of_a_vendor_that_nobody_is()
        => Assert.Empty(HidApiBus.Instance.Enumerate(VendorOfNobody));

    [HidApiFact]
    public async Task Device_that_is_not_connected_is_told()
    {
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.NoDevice, () => LedgerEndpoint.Parse("hid:/no/such/device").ConnectAsync());

        Assert.Contains("/no/such/device", exception.Message, StringComparison.Ordinal);
    }

    [HidApiFact(OnlyOnLinux = true)]
    public void Path_that_is_not_there_is_gone_with_the_words_of_the_library()
    {
        HidException exception = Assert.Throws<HidException>(() => HidApiBus.Instance.Open("/dev/hidraw-of-nobody"));

        Assert.Equal(HidFault.Gone, exception.Fault);
        Assert.Contains("No such file", exception.Message, StringComparison.Ordinal);
    }

    [HidApiFact(OnlyOnLinux = true)]
    public void Path_that_nobody_may_write_is_denied_with_the_words_of_the_library()
    {
        HidException exception = Assert.Throws<HidException>(() => HidApiBus.Instance.Open("/proc/sys/kernel/ostype"));

        // A container may have that file on a read-only mount, which is another error.
        Assert.Contains(exception.Fault, new[] { HidFault.PermissionDenied, HidFault.Other });
        Assert.Matches("Permission denied|Read-only", exception.Message);
        Assert.Equal(
            exception.Message.Contains("Permission denied", StringComparison.Ordinal),
            exception.Fault == HidFault.PermissionDenied);
    }

    private static void Fill(
        nint entry, nint path, nint serial, ushort productId, ushort usagePage, int number, nint next)
    {
        byte[] zeros = new byte[64];
        Marshal.Copy(zeros, 0, entry, zeros.Length);
        Marshal.WriteIntPtr(entry, 0, path);
        Marshal.WriteInt16(entry, 8, 0x2c97);
        Marshal.WriteInt16(entry, 10, unchecked((short)productId));
        Marshal.WriteIntPtr(entry, 16, serial);
        Marshal.WriteInt16(entry, 48, unchecked((short)usagePage));
        Marshal.WriteInt32(entry, 52, number);
        Marshal.WriteIntPtr(entry, 56, next);
    }

    private static nint Wide(string text, int width)
    {
        byte[] bytes = (width == 2 ? Encoding.Unicode : Encoding.UTF32).GetBytes(text + "\0");
        nint memory = Marshal.AllocHGlobal(bytes.Length);
        Marshal.Copy(bytes, 0, memory, bytes.Length);
        return memory;
    }
}
