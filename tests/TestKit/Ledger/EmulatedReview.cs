using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>A question on the display: its screens, where the person is, and the decision.</summary>
internal sealed class EmulatedReview(IReadOnlyList<DeviceScreen> screens)
{
    private readonly TaskCompletionSource<bool> _decision = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    public DeviceScreen Current => screens[_position];

    public bool IsDecided => _decision.Task.IsCompleted;

    /// <summary>True when the person signed, false when they rejected.</summary>
    public Task<bool> Decision => _decision.Task;

    public void PressRight()
    {
        if (Current.Kind != DeviceScreenKind.Warning && _position < screens.Count - 1)
        {
            _position++;
        }
    }

    public void PressLeft()
    {
        if (_position > 0)
        {
            _position--;
        }
    }

    public void PressBoth()
    {
        switch (Current.Kind)
        {
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
