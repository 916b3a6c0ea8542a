namespace SessionKeys.TestKit;

/// <summary>Follows the values of one struct as they come in, and hashes them without ever holding the
/// message.</summary>
internal sealed class EmulatedStructWalk
{
    private const int MaxNesting = 16;
    private const int MaxDimensions = 8;

    private readonly EmulatedSchema _schema;
    private readonly Stack<Frame> _open = new();

    public EmulatedStructWalk(EmulatedSchema schema, string root)
    {
        _schema = schema;
        Open(root);
        Advance();
    }

    /// <summary>The hash of the struct once all its values came, before that null.</summary>
    public byte[]? Hash { get; private set; }

    /// <summary>Where the next value or length belongs: keys with dots, <c>[]</c> for an element.</summary>
    public string Path => string.Join('.', _open.Reverse().Select(
        frame => frame.Fields.Count == 0 ? "[]" : frame.Fields[frame.Next - (frame == _open.Peek() ? 0 : 1)].Key));

    public void TakeArrayLength(int count)
    {
        (EmulatedField field, int levels) = Expected();
        int fixedLength = levels == 0 ? EmulatedField.Dynamic : field.Levels[levels - 1];
        if (levels == 0 || (fixedLength != EmulatedField.Dynamic && fixedLength != count))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (_open.Count(frame => frame.Fields.Count == 0) == MaxDimensions)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        _open.Peek().Next++;
        _open.Push(new Frame([], field, levels - 1, count));
        Advance();
    }

    /// <summary>The member that the next value is for.</summary>
    public EmulatedField ExpectedLeaf()
    {
        (EmulatedField field, int levels) = Expected();
        return levels == 0 ? field : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
    }

    public void TakeLeaf(byte[] word)
    {
        Frame top = _open.Peek();
        top.Next++;
        top.Encoded.Write(word);
        Advance();
    }

    private (EmulatedField Field, int Levels) Expected()
        => _open.TryPeek(out Frame? top) ? top.Slot : throw new EmulatorStatusException(
            EmulatorStatusException.InvalidData);

    /// <summary>Closes what is complete and opens structs, until a length or a value is needed.</summary>
    private void Advance()
    {
        while (_open.TryPeek(out Frame? top))
        {
            if (top.IsComplete)
            {
                Close(_open.Pop());
            }
            else if (top.Slot is { Levels: 0, Field: { Kind: EmulatedKind.Struct } field })
            {
                top.Next++;
                Open(field.StructName);
            }
            else
            {
                return;
            }
        }
    }

    private void Open(string structName)
    {
        if (_open.Count(frame => frame.Fields.Count > 0) == MaxNesting)
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
        }

        IReadOnlyList<EmulatedField> fields = _schema.Fields(structName);
        Frame frame = new(fields, fields[0], 0, fields.Count);
        frame.Encoded.Write(_schema.TypeHash(structName));
        _open.Push(frame);
    }

    private void Close(Frame frame)
    {
        byte[] hash = Keccak256.Hash(frame.Encoded.ToArray()).ToArray();
        if (_open.TryPeek(out Frame? parent))
        {
            parent.Encoded.Write(hash);
        }
        else
        {
            Hash = hash;
        }
    }

    /// <summary>A struct (it has fields) or one dimension of an array (it has none) whose values are coming
    /// in.</summary>
    private sealed class Frame(IReadOnlyList<EmulatedField> fields, EmulatedField element, int elementLevels, int count)
    {
        public IReadOnlyList<EmulatedField> Fields => fields;

        public MemoryStream Encoded { get; } = new();

        public int Next { get; set; }

        public bool IsComplete => Next == count;

        /// <summary>What comes next, and how many of its dimensions are still to be opened.</summary>
        public (EmulatedField Field, int Levels) Slot
            => fields.Count > 0 ? (fields[Next], fields[Next].Levels.Count) : (element, elementLevels);
    }
}
