using System.Linq;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>
/// Writes out a checked network: one file that declares what it is (layers, parameters, constructor) and one that runs it (shapes,
/// plans, launch sequences). Pure text from records; the same network always gives the same bytes.
/// </summary>
internal static class NetworkEmitter
{
    public static EquatableArray<GeneratedFile> Emit(CheckedNetwork network)
    {
        NetworkSpec spec = network.Spec;
        var declaration = new SourceWriter();
        using (new FileScope(declaration, spec, HeaderTable.Lines(network), spec.IsTrunk ? null : Names.Bases(Identifiers.Escape(spec.TypeName)), Hover.Class(network)))
        {
            LayerEmitter.Properties(declaration, network);
            if (!spec.IsTrunk) ApiEmitter.Emit(declaration, network);
            LayerEmitter.Definition(declaration, network);
        }

        if (spec.IsTrunk) return new[] { new GeneratedFile(".g.cs", declaration.ToString()) }.ToEquatableArray();

        LaunchPlan plan = LaunchPlanner.Plan(network);
        var launches = new SourceWriter();
        using (new FileScope(launches, spec, [spec.TypeName + ": what is launched, in order, and where everything lies in the arena."], null))
        {
            LaunchEmitter.Emit(launches, plan);
            DerivedEmitter.Emit(launches, plan);
            PlanEmitter.Emit(launches, plan);
            ShapeEmitter.Emit(launches, plan);
        }

        return new[] { new GeneratedFile(".g.cs", declaration.ToString()), new GeneratedFile(".Launches.g.cs", launches.ToString()) }.ToEquatableArray();
    }
}
