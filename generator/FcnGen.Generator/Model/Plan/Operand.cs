namespace FcnGen.Generator.Model;

/// <summary>An argument of a launch.</summary>
/// <param name="Name">The parameter of the operation in <c>IKernels</c>.</param>
internal abstract record Operand(string Name)
{
    /// <summary>A view that the launch reads.</summary>
    public static ViewOperand Read(string name, View view) => new(name, view, true, false);

    /// <summary>A view that the launch writes.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="view">The view.</param>
    /// <param name="adds">True if it adds to what is there.</param>
    public static ViewOperand Write(string name, View view, bool adds = false) => new(name, view, adds, true);

    /// <summary>A number.</summary>
    public static NumberOperand Number(string name, double value) => new(name, value);

    /// <summary>Whether the launch adds to what is there.</summary>
    public static AccumulateOperand Accumulate(bool adds) => new(adds);
}

/// <summary>A blob that the launch reads, writes, or both.</summary>
internal sealed record ViewOperand(string Name, View View, bool Reads, bool Writes) : Operand(Name);

/// <summary>A parameter of a layer.</summary>
/// <param name="Name">The parameter of the operation.</param>
/// <param name="Layer">The layer.</param>
/// <param name="File">Its name in weight files.</param>
internal sealed record ParameterOperand(string Name, int Layer, string File) : Operand(Name);

/// <summary>A parameter that is made of others.</summary>
/// <param name="Name">The parameter of the operation.</param>
/// <param name="Parameter">What it is.</param>
internal sealed record DerivedOperand(string Name, DerivedParameter Parameter) : Operand(Name);

/// <summary>A parameter that the layer does not have.</summary>
internal sealed record AbsentOperand(string Name) : Operand(Name);

/// <summary>The key of a random stream.</summary>
/// <param name="Name">The parameter of the operation.</param>
/// <param name="Buffer">Name of the plan's field that holds the keys.</param>
/// <param name="Stream">Which of the program's streams.</param>
internal sealed record KeyOperand(string Name, string Buffer, int Stream) : Operand(Name);

/// <summary>The key of an operation that draws nothing.</summary>
internal sealed record NoKeyOperand(string Name) : Operand(Name);

/// <summary>A number in single precision.</summary>
internal sealed record NumberOperand(string Name, double Value) : Operand(Name);

/// <summary>Whether the launch adds to what is there.</summary>
/// <param name="Adds">Null if that is an argument of the launch sequence, known at run time.</param>
internal sealed record AccumulateOperand(bool? Adds) : Operand("accumulate");
