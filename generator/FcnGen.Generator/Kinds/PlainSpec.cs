using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>A layer of the same size without parameters, constants or multiplications that count.</summary>
internal abstract record PlainSpec(LayerHead Head) : SameSizeSpec(Head)
{
    public override EquatableArray<ParameterEntry> Parameters(int inputs, int outputs) => default;

    public override Cost Cost(int inputs) => default;

    public override ShapeStruct? Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => null;
}
