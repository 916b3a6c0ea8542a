using System.Text;

namespace SessionKeys.Ledger;

/// <summary>Turns a laid-out typed message into the commands of the full EIP-712 flow.</summary>
internal static class TypedDataApdus
{
    private const byte Cla = 0xe0;
    private const byte Define = 0x1a;
    private const byte Implement = 0x1c;
    private const byte Name = 0x00;
    private const byte Field = 0xff;
    private const byte ArrayLength = 0x0f;

    public static IReadOnlyList<TypedDataCommand> Build(
        DerivationPath path, TypedDataPlan plan, FilterCommands? filters = null)
    {
        List<TypedDataCommand> commands = [];
        foreach (TypedStruct type in plan.Structs)
        {
            AddDefinition(commands, type);
        }

        commands.AddRange(filters?.Begin() ?? []);
        AddRoot(commands, plan.Domain, TypedDataStage.DomainRoot, TypedDataStage.FirstValue, filters: null);
        if (filters is not null)
        {
            commands.Add(filters.Describe());
        }

        AddRoot(commands, plan.Message, TypedDataStage.Values, TypedDataStage.Values, filters);
        commands.Add(new TypedDataCommand(
            TypedDataStage.Sign, new Apdu("SIGN TYPED MESSAGE", Cla, 0x0c, 0x00, 0x01, path.ToBytes())));
        return commands;
    }

    private static void AddDefinition(List<TypedDataCommand> commands, TypedStruct type)
    {
        byte[] name = Encoding.ASCII.GetBytes(type.Name);
        commands.Add(
            new TypedDataCommand(TypedDataStage.Definitions, new Apdu("DEFINE STRUCT", Cla, Define, 0x00, Name, name)));
        foreach (TypedMember member in type.Members)
        {
            byte[] key = Encoding.ASCII.GetBytes(member.Key);
            byte[] data = [.. member.Type.ToBytes(), (byte)key.Length, .. key];
            commands.Add(
                new TypedDataCommand(
                    TypedDataStage.Definitions, new Apdu("DEFINE FIELD", Cla, Define, 0x00, Field, data)));
        }
    }

    private static void AddRoot(
        List<TypedDataCommand> commands,
        TypedRoot root,
        TypedDataStage rootStage,
        TypedDataStage firstStage,
        FilterCommands? filters)
    {
        byte[] name = Encoding.ASCII.GetBytes(root.StructName);
        commands.Add(new TypedDataCommand(rootStage, new Apdu("SET ROOT STRUCT", Cla, Implement, 0x00, Name, name)));
        TypedDataStage stage = firstStage;
        foreach (TypedStep step in root.Steps)
        {
            if (step is TypedLeaf leaf)
            {
                commands.AddRange(filters?.Before(leaf) ?? []);
                AddValue(commands, leaf.Encoded, stage);
                stage = TypedDataStage.Values;
            }
            else if (step is TypedArrayLength length)
            {
                commands.Add(new TypedDataCommand(
                    stage, new Apdu("SET ARRAY LENGTH", Cla, Implement, 0x00, ArrayLength, [(byte)length.Count])));
                commands.AddRange(filters?.Behind(length) ?? []);
            }
        }
    }

    /// <summary>The value with its length in front is cut into parts of 255 bytes; P1 is 01 while more
    /// follows.</summary>
    private static void AddValue(List<TypedDataCommand> commands, byte[] value, TypedDataStage stage)
    {
        byte[] payload = [(byte)(value.Length >> 8), (byte)(value.Length & 0xff), .. value];
        for (int offset = 0; offset < payload.Length; offset += Apdu.MaxData)
        {
            int end = Math.Min(offset + Apdu.MaxData, payload.Length);
            byte more = end < payload.Length ? (byte)0x01 : (byte)0x00;
            commands.Add(
                new TypedDataCommand(stage, new Apdu("SET VALUE", Cla, Implement, more, Field, payload[offset..end])));
        }
    }
}
