using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>A test double of a Ledger on USB: the emulated Ethereum app behind packets of 64 bytes.</summary>
/// <remarks>
/// When an app opens, closes or ends, the device leaves, is missing for some looks of the host, and comes back with
/// another product id at another path. Safe for use from several threads.
/// </remarks>
/// <param name="emulator">The app, which the caller disposes after this device.</param>
/// <param name="slot">Tells devices apart in their paths.</param>
public sealed class EmulatedHidDevice(EthereumAppEmulator emulator, int slot = 0) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<EmulatedHidHandle> _handles = [];
    private EmulatedHidLink? _link;
    private bool _isPlugged = true;
    private int _missingLooks;
    private int _arrivals = 1;

    /// <summary>The upper byte of the product id; 50 is a Nano S Plus.</summary>
    public byte Model { get; init; } = 0x50;

    /// <summary>Real devices report this one, all of them.</summary>
    public string Serial { get; init; } = "0001";

    /// <summary>Replaces the product id, for a device that runs no app.</summary>
    public ushort? FixedProductId { get; init; }

    /// <summary>How many looks of the host find nothing after the device left.</summary>
    public int LooksUntilBack { get; set; } = 2;

    /// <summary>Why the operating system does not open the device, by the name of the fault; null if it does.</summary>
    public string? OpenFault { get; set; }

    /// <summary>Changes the packets of every reply.</summary>
    public Func<IReadOnlyList<byte[]>, IEnumerable<byte[]>> Replies { get; set; } = packets => packets;

    /// <summary>Changes or drops (by null) each report of the host.</summary>
    public Func<byte[], byte[]?> Reports { get; set; } = report => report;

    /// <summary>Where the device is now; another place after every arrival.</summary>
    public string Path
    {
        get
        {
            lock (_lock)
            {
                return $"/dev/hidraw{slot}.{_arrivals}";
            }
        }
    }

    /// <summary>The product id: model and, other in the dashboard than in an app, the interfaces.</summary>
    public ushort ProductId => FixedProductId
        ?? (ushort)((Model << 8) | (emulator.OpenApp == AppAndVersion.Dashboard ? 0x11 : 0x15));

    /// <summary>How many connections of hosts are open.</summary>
    public int OpenHandles
    {
        get
        {
            lock (_lock)
            {
                return _handles.Count;
            }
        }
    }

    /// <summary>How many commands arrived whole and were not answered yet; 0 means that no late reply is to
    /// come.</summary>
    public int PendingCommands
    {
        get
        {
            lock (_lock)
            {
                return _link?.PendingCommands ?? 0;
            }
        }
    }

    /// <summary>How many packets of replies no host has read yet.</summary>
    public int UnreadPackets
    {
        get
        {
            lock (_lock)
            {
                return _handles.Sum(handle => handle.UnreadPackets);
            }
        }
    }

    /// <summary>Pulls the cable: the device has no power any more.</summary>
    public void Unplug()
    {
        lock (_lock)
        {
            _isPlugged = false;
            Leave();
        }

        emulator.CutPower();
    }

    public void PlugIn()
    {
        lock (_lock)
        {
            _missingLooks = 0;
            _isPlugged = true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isPlugged = false;
            Leave();
        }
    }

    internal IReadOnlyList<HidDeviceEntry> Enumerate()
    {
        lock (_lock)
        {
            if (!_isPlugged || _missingLooks-- > 0)
            {
                return [];
            }

            _missingLooks = 0;
            return
            [
                new HidDeviceEntry($"{Path}-u2f", ProductId, Serial, 0xf1d0, 1),
                new HidDeviceEntry(Path, ProductId, Serial, 0xffa0, 0),
            ];
        }
    }

    internal IHidDevice Open(bool isExclusive)
    {
        lock (_lock)
        {
            HidFault? fault = OpenFault is { } name ? Enum.Parse<HidFault>(name)
                : isExclusive && _handles.Count > 0 ? HidFault.Busy
                : _isPlugged ? null : HidFault.Gone;
            if (fault is { } reason)
            {
                throw new HidException(reason, $"The emulated system said {reason}");
            }

            _link ??= new EmulatedHidLink(emulator.Port, SendReply, LinkEnded);
            EmulatedHidHandle handle = new(this);
            _handles.Add(handle);
            return handle;
        }
    }

    internal void Write(EmulatedHidHandle handle, byte[] report)
    {
        lock (_lock)
        {
            if (_link is not { } link || !_handles.Contains(handle))
            {
                throw EmulatedHidHandle.Gone();
            }

            if (Reports(report) is { } arrived)
            {
                link.Receive(arrived);
            }
        }
    }

    internal void Close(EmulatedHidHandle handle)
    {
        lock (_lock)
        {
            _handles.Remove(handle);
        }
    }

    /// <summary>Every program that has the device open gets every packet; who opens it later gets none of
    /// them.</summary>
    private void SendReply(IReadOnlyList<byte[]> packets)
    {
        lock (_lock)
        {
            foreach (byte[] packet in Replies(packets))
            {
                _handles.ForEach(handle => handle.Deliver(packet));
            }
        }
    }

    private void LinkEnded(EmulatedHidLink link)
    {
        lock (_lock)
        {
            if (ReferenceEquals(link, _link))
            {
                Leave();
            }
        }
    }

    private void Leave()
    {
        _link?.Dispose();
        _link = null;
        _handles.ForEach(handle => handle.End());
        _handles.Clear();
        _missingLooks = LooksUntilBack;
        _arrivals++;
    }
}
