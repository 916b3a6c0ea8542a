using System.Buffers.Binary;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>The tokens that an emulated app was told about: the newest five.</summary>
internal sealed class EmulatedTokens
{
    private const int Places = 5;

    private readonly (uint ChainId, byte[] Address, string Ticker, int Decimals)?[] _places = new (
        uint, byte[], string, int)?[Places];

    private int _next;

    /// <summary>Takes the signed description of a token and answers with its place.</summary>
    public byte[] Provide(byte[] data)
    {
        int tickerLength = data.Length > 0 ? data[0] : 0;
        int end = 1 + tickerLength + 20 + 4 + 4;
        if (tickerLength == 0 || data.Length <= end || !CatalogueKey.HasSigned(data[1..end], data[end..]))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        int place = _next;
        _next = (_next + 1) % Places;
        _places[place] = (
            BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(end - 4)),
            data[(1 + tickerLength)..(end - 8)],
            Encoding.ASCII.GetString(data, 1, tickerLength),
            BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(end - 8)));
        return [(byte)place];
    }

    /// <summary>Filters forget what was known before.</summary>
    public void Forget()
    {
        Array.Clear(_places);
        _next = 0;
    }

    public (string Ticker, int Decimals)? Find(ulong chainId, byte[] address)
        => _places.Where(token => token is { } known && known.ChainId == chainId
            && known.Address.AsSpan().SequenceEqual(address))
            .Select(token => ((string, int)?)(token!.Value.Ticker, token.Value.Decimals)).FirstOrDefault();
}
