using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>One command to a device.</summary>
/// <param name="Name">What it is called in messages to people.</param>
/// <param name="Cla">The class: e0 for the app, b0 for the operating system.</param>
/// <param name="Ins">The instruction.</param>
/// <param name="P1">The first parameter.</param>
/// <param name="P2">The second parameter.</param>
/// <param name="Data">0 to 255 bytes.</param>
internal readonly record struct Apdu(string Name, byte Cla, byte Ins, byte P1, byte P2, byte[] Data)
{
    /// <summary>The most data bytes of one command.</summary>
    public const int MaxData = 255;

    public static Apdu AppAndVersion { get; } = new("GET APP AND VERSION", 0xb0, 0x01, 0, 0, []);

    public static Apdu Configuration { get; } = new("GET CONFIGURATION", 0xe0, 0x06, 0, 0, []);

    /// <summary>Closes the app that is open; the device then reconnects with the dashboard.</summary>
    public static Apdu CloseApp { get; } = new("CLOSE APP", 0xb0, 0xa7, 0, 0, []);

    /// <summary>Opens an app from the dashboard; the device then reconnects with the app.</summary>
    public static Apdu OpenApp(string name)
        => new("OPEN APP", 0xe0, 0xd8, 0, 0, System.Text.Encoding.ASCII.GetBytes(name));

    public static Apdu Address(DerivationPath path, bool display)
        => new("GET ADDRESS", 0xe0, 0x02, display ? (byte)1 : (byte)0, 0, path.ToBytes());

    /// <summary>Shows the address with the name of the network, which is all that the chain changes.</summary>
    public static Apdu AddressOnChain(DerivationPath path, ulong chainId)
    {
        byte[] chain = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(chain, chainId);
        return new("GET ADDRESS", 0xe0, 0x02, 1, 0, [.. path.ToBytes(), .. chain]);
    }

    public static Apdu ExtendedPublicKey(DerivationPath path)
        => new("GET ADDRESS", 0xe0, 0x02, 0, 1, path.ToBytes());

    /// <summary>Header, length and data; the length is always sent, and no expected length follows.</summary>
    public byte[] ToBytes()
    {
        if (Data.Length > MaxData)
        {
            throw new InvalidOperationException(
                $"{Name} carries {Data.Length} bytes; at most {MaxData} fit into one command.");
        }

        return [Cla, Ins, P1, P2, (byte)Data.Length, .. Data];
    }
}
