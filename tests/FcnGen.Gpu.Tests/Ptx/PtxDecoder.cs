using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>Turns statements into instructions.</summary>
internal sealed class PtxDecoder
{
    private readonly PtxReader _reader;
    private readonly PtxRegisters _registers = new();
    private readonly List<PtxInstruction> _code = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _targets = new(StringComparer.Ordinal);

    private PtxDecoder(string text) => _reader = new PtxReader(text);

    /// <summary>Decodes a text with one entry point.</summary>
    /// <exception cref="PtxFault">Something is not understood; the message quotes it.</exception>
    public static PtxProgram Decode(string text)
    {
        var decoder = new PtxDecoder(text);
        try
        {
            return decoder.Run();
        }
        catch (PtxFault fault) when (fault.InnerException is null)
        {
            throw new PtxFault($"{decoder._reader.Name}: {fault.Message}", fault);
        }
    }

    private PtxProgram Run()
    {
        string table = "";
        foreach (string statement in _reader.Body)
        {
            if (statement.EndsWith(':')) _labels.Add(table = statement[..^1], _code.Count);
            else if (statement.StartsWith(".reg", StringComparison.Ordinal)) _registers.Declare(statement);
            else if (statement.StartsWith(".branchtargets", StringComparison.Ordinal)) _targets[table] = Split(statement[".branchtargets".Length..]);
            else if (statement.StartsWith(".pragma", StringComparison.Ordinal)) continue;
            else _code.Add(Statement(statement));
        }

        _code.Add(new PtxInstruction(PtxOp.Return, -1, false, 0, 0, 0, 0, 0, [], 0, default, "(the end)"));
        return new PtxProgram
        {
            Name = _reader.Name,
            Parameters = _reader.Parameters,
            SharedBytes = _reader.SharedBytes,
            MaxThreads = _reader.MaxThreads,
            Registers = _registers,
            Code = [.. _code.Select(Link)],
        };
    }

    private PtxInstruction Statement(string statement)
    {
        string rest = statement;
        int guard = -1;
        bool negated = false;
        if (rest[0] == '@')
        {
            int end = rest.AsSpan().IndexOfAny(' ', '\t');
            negated = rest[1] == '!';
            guard = Slot(rest[(negated ? 2 : 1)..end], 'p');
            rest = rest[end..].Trim();
        }

        int space = rest.AsSpan().IndexOfAny(' ', '\t');
        string name = space < 0 ? rest : rest[..space];
        string[] operands = space < 0 ? [] : Split(rest[space..]);
        try
        {
            return Decode(name, operands) with { Guard = guard, Negated = negated, Text = statement };
        }
        catch (Exception e) when (e is PtxFault or IndexOutOfRangeException or FormatException)
        {
            throw new PtxFault($"{e.Message} In: {statement}");
        }
    }

    private PtxInstruction Decode(string name, string[] operands)
    {
        var none = new PtxInstruction(default, -1, false, 0, 0, 0, 0, 0, [], 0, default, "");
        if (PtxOpcodes.TryFind(name, out PtxOp op, out string kinds)) return Operands(none with { Op = op }, kinds, operands);
        if (PtxOpcodes.TryFindComparison(name, out op, out PtxComparison comparison, out kinds))
            return Operands(none with { Op = op, Comparison = comparison }, kinds, operands);
        switch (name)
        {
            case "bra":
                return none with { Op = PtxOp.Branch, Text = operands[0] };
            case "brx.idx":
                return none with { Op = PtxOp.BranchIndexed, A = Slot(operands[0], 'w') };
            case "bar.sync" or "barrier.sync" when operands is ["0"]:
                return none with { Op = PtxOp.Barrier };
            case "bar.warp.sync":
                return none with { Op = PtxOp.WarpBarrier };
            case "cp.async.wait_group":
                return none with { Op = PtxOp.WaitForCopies, Offset = int.Parse(operands[0], CultureInfo.InvariantCulture) };
            case "cp.async.cg.shared.global" or "cp.async.ca.shared.global":
                return Copy(none with { Op = PtxOp.CopyAsync, Size = int.Parse(operands[2], CultureInfo.InvariantCulture) }, operands);
            case "ldmatrix.sync.aligned.m8n8.x4.shared.b16":
                (int address, int offset) = Address(operands[1]);
                return none with { Op = PtxOp.LoadMatrix, A = address, Offset = offset, List = Vector(operands[0], 'w') };
            case "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32":
                int[] all = [.. operands.SelectMany(operand => Vector(operand, 'w'))];
                if (all.Length != 14) throw new PtxFault("Expected 4, 4, 2 and 4 registers.");
                return none with { Op = PtxOp.MatrixMultiply, List = all };
        }

        return Memory(none, name, operands) ?? throw new PtxFault($"The instruction {name} is not known.");
    }

    private PtxInstruction Operands(PtxInstruction instruction, string kinds, string[] operands)
    {
        if (kinds.Length != operands.Length) throw new PtxFault($"Expected {kinds.Length} operands, found {operands.Length}.");
        int At(int i) => i < kinds.Length ? Slot(operands[i], kinds[i]) : 0;
        return instruction with { D = At(0), A = At(1), B = At(2), C = At(3) };
    }

    private PtxInstruction Copy(PtxInstruction instruction, string[] operands)
    {
        (int to, int toOffset) = Address(operands[0]);
        (int from, int fromOffset) = Address(operands[1]);
        int bytes = Slot(operands.Length > 3 ? operands[3] : operands[2], 'w');
        return instruction with { D = to, A = from, B = bytes, Offset = toOffset, List = [fromOffset] };
    }

    /// <summary>Loads and stores: ld.global.nc.v4.f32 and the like.</summary>
    private PtxInstruction? Memory(PtxInstruction instruction, string name, string[] operands)
    {
        string[] parts = name.Split('.');
        if (parts[0] is not "ld" and not "st") return null;
        bool load = parts[0] == "ld";
        int size = int.Parse(parts[^1].AsSpan(1), CultureInfo.InvariantCulture) / 8;
        string middle = string.Join('.', parts[1..^1].Where(part => part is not "v2" and not "v4"));
        int count = name.Contains(".v4.", StringComparison.Ordinal) ? 4 : name.Contains(".v2.", StringComparison.Ordinal) ? 2 : 1;
        char file = size == 8 ? 'l' : 'w';
        string address = operands[load ? 1 : 0];
        int[] values = Vector(operands[load ? 0 : 1], file);
        if (values.Length != count) throw new PtxFault($"Expected {count} registers, found {values.Length}.");
        if (load && middle == "param")
        {
            (string parameter, int at) = Base(address);
            PtxParameter found = _reader.Parameters.FirstOrDefault(p => p.Name == parameter) ?? throw new PtxFault($"There is no parameter {parameter}.");
            if (at + size > found.Bytes) throw new PtxFault($"{parameter} has {found.Bytes} bytes.");
            return instruction with { Op = size == 8 ? PtxOp.LoadParameterLong : PtxOp.LoadParameter, D = values[0], Offset = found.Offset + at };
        }

        PtxOp? op = (load, middle) switch
        {
            (true, "global") => PtxOp.LoadGlobal,
            (true, "global.nc") => PtxOp.LoadGlobalConstant,
            (true, "shared") => PtxOp.LoadShared,
            (false, "global") => PtxOp.StoreGlobal,
            (false, "shared") => PtxOp.StoreShared,
            _ => null,
        };
        if (op is null) return null;
        (int slot, int offset) = Address(address);
        bool signed = parts[^1][0] == 's' && size < 4;
        return instruction with { Op = op.Value, A = slot, Offset = offset, List = values, Size = size, C = signed ? 1 : 0 };
    }

    private int Slot(string operand, char file) => _registers.Slot(operand, file, _reader.Symbols);

    private (int Slot, int Offset) Address(string operand)
    {
        (string name, int offset) = Base(operand);
        return (Slot(name, 'l'), offset);
    }

    private static (string Name, int Offset) Base(string operand)
    {
        string inner = operand.Trim('[', ']');
        int sign = inner.AsSpan(1).IndexOfAny('+', '-') + 1;
        return sign == 0 ? (inner.Trim(), 0) : (inner[..sign].Trim(), int.Parse(inner.AsSpan(inner[sign] == '+' ? sign + 1 : sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private int[] Vector(string operand, char file) =>
        [.. (operand[0] == '{' ? Split(operand[1..^1]) : [operand]).Select(element => Slot(element, file))];

    private static string[] Split(string text)
    {
        var parts = new List<string>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : ',';
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (c != ',' || depth != 0) continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }

        return [.. parts];
    }

    /// <summary>Puts addresses in the place of labels.</summary>
    private PtxInstruction Link(PtxInstruction instruction)
    {
        int Label(string name) => _labels.TryGetValue(name, out int at) ? at : throw new PtxFault($"There is no label {name}.");
        string last = instruction.Text[(instruction.Text.LastIndexOfAny([' ', '\t', ',']) + 1)..];
        return instruction.Op switch
        {
            PtxOp.Branch => instruction with { D = Label(last) },
            PtxOp.BranchIndexed => instruction with { List = [.. (_targets.GetValueOrDefault(last) ?? throw new PtxFault($"There is no table {last}.")).Select(Label)] },
            _ => instruction,
        };
    }
}
