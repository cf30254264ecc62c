using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>The constants of a layer that specialise its kernels.</summary>
/// <param name="Interface">The runtime's interface that they implement, such as <c>IConvShape</c>.</param>
/// <param name="Constants">Its members, in order.</param>
internal sealed record ShapeStruct(string Interface, EquatableArray<ShapeConstant> Constants);

/// <summary>A constant of a shape.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">An int, one for each axis, a float, a list of floats, or a member of an enum that runtime and compiler share.</param>
/// <param name="Note">Why it is not what was declared; empty where it is.</param>
internal sealed record ShapeConstant(string Name, Constant Value, string Note = "");

/// <summary>A value that is known when the network is compiled.</summary>
internal abstract record Constant
{
    public static implicit operator Constant(int value) => new IntConstant(value);

    public static implicit operator Constant(double value) => new FloatConstant(value);

    public static implicit operator Constant(PerAxis<int> value) => new PerAxisConstant(value);
}

/// <summary>A whole number.</summary>
internal sealed record IntConstant(int Value) : Constant;

/// <summary>A whole number for each axis of a picture.</summary>
internal sealed record PerAxisConstant(PerAxis<int> Value) : Constant;

/// <summary>A number in single precision.</summary>
internal sealed record FloatConstant(double Value) : Constant;

/// <summary>A list of numbers in single precision.</summary>
internal sealed record FloatsConstant(EquatableArray<double> Values) : Constant;

/// <summary>A member of an enum.</summary>
internal sealed record EnumConstant(System.Enum Value) : Constant;
