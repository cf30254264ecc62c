namespace FcnGen.Gpu.Tests;

/// <summary>A number as a type, so that a test can put a shape together: kernels are compiled for what is constant about a type.</summary>
public interface INumber
{
    static abstract int Value { get; }
}

/// <summary>The number <typeparamref name="T"/> with its sign turned.</summary>
public readonly struct Minus<T> : INumber where T : struct, INumber
{
    public static int Value => -T.Value;
}

/// <summary>10 · <typeparamref name="TTens"/> + <typeparamref name="TOnes"/>: <c>D&lt;D&lt;N1, N2&gt;, N8&gt;</c> is 128.</summary>
public readonly struct D<TTens, TOnes> : INumber where TTens : struct, INumber where TOnes : struct, INumber
{
    public static int Value => TTens.Value * 10 + TOnes.Value;
}

public readonly struct N0 : INumber
{
    public static int Value => 0;
}

public readonly struct N1 : INumber
{
    public static int Value => 1;
}

public readonly struct N2 : INumber
{
    public static int Value => 2;
}

public readonly struct N3 : INumber
{
    public static int Value => 3;
}

public readonly struct N4 : INumber
{
    public static int Value => 4;
}

public readonly struct N5 : INumber
{
    public static int Value => 5;
}

public readonly struct N6 : INumber
{
    public static int Value => 6;
}

public readonly struct N7 : INumber
{
    public static int Value => 7;
}

public readonly struct N8 : INumber
{
    public static int Value => 8;
}

public readonly struct N9 : INumber
{
    public static int Value => 9;
}

public readonly struct N12 : INumber
{
    public static int Value => 12;
}

public readonly struct N16 : INumber
{
    public static int Value => 16;
}

public readonly struct N20 : INumber
{
    public static int Value => 20;
}

public readonly struct N21 : INumber
{
    public static int Value => 21;
}

public readonly struct N32 : INumber
{
    public static int Value => 32;
}

public readonly struct N48 : INumber
{
    public static int Value => 48;
}

public readonly struct N64 : INumber
{
    public static int Value => 64;
}

public readonly struct N96 : INumber
{
    public static int Value => 96;
}

public readonly struct N128 : INumber
{
    public static int Value => 128;
}
