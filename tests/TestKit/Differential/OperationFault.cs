namespace SessionKeys.TestKit;

/// <summary>What is changed in an operation that its session allows. Some changes are allowed, too.</summary>
public enum OperationFault
{
    None,

    // The calls
    WordByOne,
    WordAtRandom,
    WideAmount,
    DataCut,
    DataLonger,
    OtherTarget,
    OtherSelector,
    ForbiddenTarget,
    ThreeBytes,
    ValueAbove,
    ValueAtMaximum,
    ManyCalls,

    // Times and options
    ClaimBefore,
    ClaimLong,
    ClaimBack,
    NotAfterPassed,
    NotAfterSoon,
    Renewal,
    ConsentPassed,
    ConsentOfStranger,

    // Fields of the operation
    NonceDomain,
    NonceSequence,
    OtherPaymaster,
    ZeroPaymaster,
    NoPaymaster,
    ShortPaymasterData,
    InitCode,
    InitCodeOfMark,
    GasAbove,
    GasBeyond,
    Sender,

    // Bytes of the calldata
    CallDataBit,
    CallDataByte,
    CallDataCut,
    CallDataTail,
    CallDataWord,
    CallDataOfOtherStandard,
    ExecuteUserOp,

    // Bytes of the segment, signed afterwards
    HeadBit,
    SegmentBit,
    SegmentByte,
    SegmentCut,
    SegmentTail,
    LastByte,
    FormByte,
    TextForm,
    TermsBit,
    TermsByte,
    FarDeadline,
    LeavesSwapped,
    IndexOfSpend,
    PublicKeyBit,
    ApproverSignature,
    ApproverSignatureLength,

    // The proof of the session key
    SignatureBit,
    SignatureOfStranger,
    SignatureV,
    SignatureHighS,
    LengthOfSegment,
    SignatureCut,
    SignatureEmpty,
    BytesBefore,
}
