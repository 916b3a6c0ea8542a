using System.Text;

namespace SessionKeys.TestKit;

/// <summary>Takes the data of a command apart; what is missing or left over is refused.</summary>
internal sealed class EmulatedPayload(byte[] data)
{
    private int _position;

    public byte TakeByte() => Take(1)[0];

    /// <summary>A length and as many ASCII characters.</summary>
    public string TakeText() => Encoding.ASCII.GetString(Take(TakeByte()));

    /// <summary>A length and as many bytes, with nothing behind them.</summary>
    public byte[] TakeRest()
    {
        byte[] rest = Take(TakeByte());
        return _position == data.Length ? rest : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
    }

    private byte[] Take(int count)
    {
        if (data.Length - _position < count)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        _position += count;
        return data[(_position - count).._position];
    }
}
