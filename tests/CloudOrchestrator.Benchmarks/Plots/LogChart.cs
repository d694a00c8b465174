using System.Globalization;

namespace CloudOrchestrator.Benchmarks.Plots;

/// <summary>Lines over two logarithmic axes, as a PNG.</summary>
internal sealed class LogChart(string horizontal, string vertical)
{
    private const int Width = 1200;
    private const int Height = 640;
    private const int Left = 110;
    private const int Right = 330;
    private const int Top = 50;
    private const int Bottom = 80;
    private static readonly Colour Ink = new(40, 40, 40);
    private static readonly Colour Grid = new(225, 225, 225);

    private static readonly Colour[] Colours =
        [new(31, 119, 180), new(255, 127, 14), new(44, 160, 44), new(214, 39, 40), new(148, 103, 189), new(23, 190, 207), new(127, 127, 127), new(140, 86, 75)];

    private readonly List<(string Name, IReadOnlyList<(double X, double Y)> Points)> _lines = [];

    /// <summary>Adds a line; points that are not above zero have no place on a logarithmic axis.</summary>
    public void Add(string name, IReadOnlyList<(double X, double Y)> points)
    {
        var drawable = points.Where(point => point is { X: > 0, Y: > 0 }).ToArray();
        if (drawable.Length > 0)
            _lines.Add((name, drawable));
    }

    public byte[] ToPng()
    {
        var canvas = new Canvas(Width, Height);
        var xs = new Axis(_lines.SelectMany(line => line.Points).Select(point => point.X), Left, Width - Right);
        var ys = new Axis(_lines.SelectMany(line => line.Points).Select(point => point.Y), Height - Bottom, Top);
        DrawAxes(canvas, xs, ys);
        for (var index = 0; index < _lines.Count; index++)
            DrawLine(canvas, xs, ys, index);
        return canvas.ToPng();
    }

    private static string Label(double power) => Math.Pow(10, power).ToString(power < 0 ? "0.######" : "#,##0", CultureInfo.InvariantCulture);

    private void DrawAxes(Canvas canvas, Axis xs, Axis ys)
    {
        foreach (var power in xs.Powers)
        {
            var x = xs.At(Math.Pow(10, power));
            canvas.Line(x, Top, x, Height - Bottom, 1, Grid);
            canvas.Text(x - (Canvas.WidthOf(Label(power)) / 2), Height - Bottom + 12, Label(power), Ink);
        }

        foreach (var power in ys.Powers)
        {
            var y = ys.At(Math.Pow(10, power));
            canvas.Line(Left, y, Width - Right, y, 1, Grid);
            canvas.Text(Left - 10 - Canvas.WidthOf(Label(power)), y - 7, Label(power), Ink);
        }

        canvas.Line(Left, Top, Left, Height - Bottom, 2, Ink);
        canvas.Line(Left, Height - Bottom, Width - Right, Height - Bottom, 2, Ink);
        canvas.Text(((Left + Width - Right) / 2) - (Canvas.WidthOf(horizontal) / 2), Height - 36, horizontal, Ink);
        canvas.Text(20, 16, vertical, Ink);
    }

    private void DrawLine(Canvas canvas, Axis xs, Axis ys, int index)
    {
        var (name, points) = _lines[index];
        var colour = Colours[index % Colours.Length];
        for (var point = 0; point < points.Count; point++)
        {
            canvas.Square(xs.At(points[point].X), ys.At(points[point].Y), 9, colour);
            if (point > 0)
                canvas.Line(xs.At(points[point - 1].X), ys.At(points[point - 1].Y), xs.At(points[point].X), ys.At(points[point].Y), 2.5, colour);
        }

        var y = Top + 20 + (index * 34);
        canvas.Line(Width - Right + 20, y, Width - Right + 50, y, 4, colour);
        canvas.Text(Width - Right + 60, y - 7, name, Ink);
    }

    /// <summary>From a value to a place, over whole powers of ten.</summary>
    private sealed class Axis
    {
        private readonly double _begin;
        private readonly double _end;
        private readonly int _low;
        private readonly int _high;

        public Axis(IEnumerable<double> values, double begin, double end)
        {
            var all = values.DefaultIfEmpty(1).ToArray();
            (_begin, _end) = (begin, end);
            _low = (int)Math.Floor(Math.Log10(all.Min()));
            _high = Math.Max(_low + 1, (int)Math.Ceiling(Math.Log10(all.Max())));
        }

        public IEnumerable<int> Powers => Enumerable.Range(_low, _high - _low + 1);

        public double At(double value) => _begin + ((_end - _begin) * (Math.Log10(value) - _low) / (_high - _low));
    }
}
