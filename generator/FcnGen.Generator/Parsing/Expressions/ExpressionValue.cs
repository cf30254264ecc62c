using System;
using System.Collections.Generic;
using FcnGen.Geometry;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// Evaluates expressions in exact fractions. Truth is any number but 0. What has no value (a division by zero, a number beyond 64 bits) is
/// an error with its place, never an exception.
/// </summary>
/// <param name="values">The values of the names.</param>
internal sealed class ExpressionValue(IReadOnlyDictionary<string, Rational> values)
{
    private TextError? _error;

    /// <summary>The value; null where an error says why there is none.</summary>
    public static Rational? Of(Expression expression, IReadOnlyDictionary<string, Rational> values, out TextError? error)
    {
        var evaluation = new ExpressionValue(values);
        Rational value = evaluation.Value(expression);
        error = evaluation._error;
        return error is null ? value : null;
    }

    private Rational Value(Expression expression)
    {
        if (_error is not null) return default;
        switch (expression)
        {
            case NumberExpression number:
                return number.Value;
            case NameExpression name:
                return values.TryGetValue(name.Name, out Rational value) ? value : Fail(name, "'" + name.Name + "' has no value");
            case OperationExpression operation:
                Rational first = Value(operation.Operands[0]);
                if (_error is not null) return default;
                return operation.Operator switch
                {
                    // These leave an operand alone.
                    Operator.And => Truth(first != 0 && Value(operation.Operands[1]) != 0),
                    Operator.Or => Truth(first != 0 || Value(operation.Operands[1]) != 0),
                    Operator.Conditional => Value(operation.Operands[first != 0 ? 1 : 2]),
                    _ => Compute(operation, first, operation.Operands.Count > 1 ? Value(operation.Operands[1]) : default),
                };

            default:
                throw new InvalidOperationException("There is no value of an expression of the type " + expression.GetType().Name + ".");
        }
    }

    /// <summary>Kept out of the recursion, whose frames are small without it.</summary>
    private Rational Compute(OperationExpression operation, Rational a, Rational b)
    {
        if (_error is not null) return default;
        try
        {
            return operation.Operator switch
            {
                Operator.Negate => -a,
                Operator.Not => Truth(a == 0),
                Operator.Floor => Floor(a),
                Operator.Multiply => a * b,
                Operator.Divide => b == 0 ? Fail(operation, "the divisor is 0") : a / b,
                Operator.Remainder => b == 0 ? Fail(operation, "the divisor is 0")
                    : a.IsInteger && b.IsInteger ? a.Numerator % b.Numerator : Fail(operation, "% takes whole numbers, and these are " + a + " and " + b),
                Operator.Add => a + b,
                Operator.Subtract => a - b,
                Operator.Less => Truth(a < b),
                Operator.LessOrEqual => Truth(a <= b),
                Operator.Greater => Truth(a > b),
                Operator.GreaterOrEqual => Truth(a >= b),
                Operator.Equal => Truth(a == b),
                Operator.NotEqual => Truth(a != b),
                Operator.Min => a < b ? a : b,
                Operator.Max => a > b ? a : b,
                _ => throw new InvalidOperationException("There is no value of the operator " + operation.Operator + "."),
            };
        }
        catch (OverflowException)
        {
            return Fail(operation, "the result has more digits than can be computed with");
        }
    }

    private static Rational Floor(Rational a) => a.IsInteger ? a : a > 0 ? a.Numerator / a.Denominator : a.Numerator / a.Denominator - 1;

    private static Rational Truth(bool value) => value ? 1 : 0;

    private Rational Fail(Expression expression, string message)
    {
        _error ??= new TextError(expression.Position, message);
        return default;
    }
}
