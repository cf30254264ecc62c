using System;
using System.Collections.Generic;
using System.Globalization;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>What a register slot holds before the kernel starts.</summary>
internal enum PtxSource
{
    Constant,
    Thread,
    GroupX,
    GroupY,
    GroupZ,
    GroupSize,
    GridX,
    GridY,
    GridZ,
    Lane,
    DynamicShared,
}

/// <summary>The slots of a kernel: registers as declared, then one for each immediate and special register that the code names.</summary>
internal sealed class PtxRegisters
{
    private readonly Dictionary<string, char> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<(char, string), int> _slots = [];
    private readonly List<(char File, int Slot, PtxSource Source, ulong Value)> _filled = [];
    private readonly Dictionary<char, int> _counts = new() { ['w'] = 0, ['l'] = 0, ['p'] = 0 };

    /// <summary>Slots of 32-bit words.</summary>
    public int Words => _counts['w'];

    /// <summary>Slots of 64-bit words.</summary>
    public int Longs => _counts['l'];

    /// <summary>Slots of predicates.</summary>
    public int Predicates => _counts['p'];

    /// <summary>Slots that are filled before the kernel starts.</summary>
    public IReadOnlyList<(char File, int Slot, PtxSource Source, ulong Value)> Filled => _filled;

    /// <summary>Reads <c>.reg .b32 %r&lt;100&gt;</c> or <c>.reg .pred q</c>.</summary>
    public void Declare(string declaration)
    {
        string[] parts = declaration.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        char file = parts[1] switch
        {
            ".pred" => 'p',
            ".b32" or ".u32" or ".s32" or ".f32" or ".b16" or ".u16" or ".s16" or ".b8" or ".u8" or ".s8" => 'w',
            ".b64" or ".u64" or ".s64" or ".f64" => 'l',
            _ => throw new PtxFault($"Registers of type {parts[1]} are not known: {declaration}"),
        };
        foreach (string name in parts.AsSpan(2))
        {
            int bracket = name.IndexOf('<', StringComparison.Ordinal);
            if (bracket < 0)
            {
                _classes[name] = file;
                continue;
            }

            int count = int.Parse(name.AsSpan(bracket + 1, name.Length - bracket - 2), CultureInfo.InvariantCulture);
            for (int i = 0; i < count; i++) _classes[name[..bracket] + i.ToString(CultureInfo.InvariantCulture)] = file;
        }
    }

    /// <summary>The slot of an operand of a type: a register, a special register, or an immediate.</summary>
    public int Slot(string operand, char file, IReadOnlyDictionary<string, int> symbols)
    {
        if (_slots.TryGetValue((file, operand), out int slot)) return slot;
        if (_classes.TryGetValue(operand, out char declared))
        {
            if (declared != file) throw new PtxFault($"{operand} has another type than the instruction.");
        }
        else
        {
            (PtxSource source, ulong value) = Special(operand) ?? (PtxSource.Constant, Immediate(operand, file, symbols));
            _filled.Add((file, _counts[file], source, value));
        }

        slot = _counts[file]++;
        _slots.Add((file, operand), slot);
        return slot;
    }

    private static (PtxSource Source, ulong Value)? Special(string operand) => operand switch
    {
        "%tid.x" => (PtxSource.Thread, 0),
        "%tid.y" or "%tid.z" => (PtxSource.Constant, 0),
        "%ntid.x" => (PtxSource.GroupSize, 0),
        "%ntid.y" or "%ntid.z" => (PtxSource.Constant, 1),
        "%ctaid.x" => (PtxSource.GroupX, 0),
        "%ctaid.y" => (PtxSource.GroupY, 0),
        "%ctaid.z" => (PtxSource.GroupZ, 0),
        "%nctaid.x" => (PtxSource.GridX, 0),
        "%nctaid.y" => (PtxSource.GridY, 0),
        "%nctaid.z" => (PtxSource.GridZ, 0),
        "%laneid" => (PtxSource.Lane, 0),
        "%dynamic_smem_size" => (PtxSource.DynamicShared, 0),
        _ => null,
    };

    private static ulong Immediate(string operand, char file, IReadOnlyDictionary<string, int> symbols)
    {
        if (symbols.TryGetValue(operand, out int address)) return (ulong)address;
        if (operand.StartsWith("0f", StringComparison.OrdinalIgnoreCase) || operand.StartsWith("0d", StringComparison.OrdinalIgnoreCase) || operand.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.Parse(operand.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (file == 'p' && operand is "0" or "1") return operand == "1" ? uint.MaxValue : 0;
        if (long.TryParse(operand, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)) return unchecked((ulong)number);
        if (ulong.TryParse(operand, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large)) return large;
        throw new PtxFault($"{operand} is neither a declared register nor a number.");
    }
}
