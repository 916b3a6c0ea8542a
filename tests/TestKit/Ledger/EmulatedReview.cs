using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>A question on the display: its screens, where the person is, and the decision.</summary>
internal sealed class EmulatedReview(
    IReadOnlyList<DeviceScreen> screens, IReadOnlyList<DeviceScreen> more)
{
    private readonly TaskCompletionSource<bool> _decision = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;
    private int? _page;

    public DeviceScreen Current => _page is { } page ? more[page] : screens[_position];

    public bool IsDecided => _decision.Task.IsCompleted;

    /// <summary>True when the person signed, false when they rejected.</summary>
    public Task<bool> Decision => _decision.Task;

    public void PressRight()
    {
        if (_page is { } page)
        {
            if (page < more.Count - 1)
            {
                _page = page + 1;
            }
            else if (EmulatedLargeScreen.EndsApp(more[page]))
            {
                _decision.TrySetException(new EmulatorDiedException());
            }
        }
        else if (Current.Kind != DeviceScreenKind.Warning && _position < screens.Count - 1)
        {
            _position++;
        }
    }

    public void PressLeft()
    {
        if (_page is { } page)
        {
            _page = page == 0 ? null : page - 1;
        }
        else if (_position > 0)
        {
            _position--;
        }
    }

    public void PressBoth()
    {
        switch (Current.Kind)
        {
            case DeviceScreenKind.Content when _page is null && more.Count > 0:
                _page = 0;
                break;
            case DeviceScreenKind.Warning:
                _position++;
                break;
            case DeviceScreenKind.SkipOffer:
                _position = screens.Count - 2;
                break;
            case DeviceScreenKind.Sign:
                _decision.TrySetResult(true);
                break;
            case DeviceScreenKind.Reject:
                _decision.TrySetResult(false);
                break;
        }
    }
}
