namespace CloudOrchestrator.Benchmarks.Plots;

/// <summary>A picture to draw on. It is drawn larger than it is written, so that slanted lines have soft edges.</summary>
internal sealed class Canvas
{
    private const int Oversampling = 3;
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _pixels;

    public Canvas(int width, int height)
    {
        (_width, _height) = (width, height);
        _pixels = new byte[width * height * 3 * Oversampling * Oversampling];
        Array.Fill(_pixels, (byte)255);
    }

    public void Line(double fromX, double fromY, double toX, double toY, double thickness, Colour colour)
    {
        var length = Math.Max(Math.Abs(toX - fromX), Math.Abs(toY - fromY)) * Oversampling;
        for (var step = 0; step <= length; step++)
        {
            var part = length == 0 ? 0 : step / length;
            Square(fromX + ((toX - fromX) * part), fromY + ((toY - fromY) * part), thickness, colour);
        }
    }

    /// <summary>A square around a point.</summary>
    public void Square(double x, double y, double size, Colour colour) => Fill(x - (size / 2), y - (size / 2), size, size, colour);

    public void Text(double x, double y, string text, Colour colour, int scale = 2)
    {
        foreach (var character in text)
        {
            var rows = PixelFont.Rows(character);
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < PixelFont.Width; column++)
                {
                    if (rows[row][column] != '.')
                        Fill(x + (column * scale), y + (row * scale), scale, scale, colour);
                }
            }

            x += (PixelFont.Width + 1) * scale;
        }
    }

    /// <summary>How wide a text becomes.</summary>
    public static int WidthOf(string text, int scale = 2) => text.Length * (PixelFont.Width + 1) * scale;

    public byte[] ToPng()
    {
        var pixels = new byte[_width * _height * 3];
        for (var index = 0; index < pixels.Length; index++)
        {
            var (row, column, channel) = (index / 3 / _width, index / 3 % _width, index % 3);
            var sum = 0;
            for (var down = 0; down < Oversampling; down++)
            {
                for (var right = 0; right < Oversampling; right++)
                    sum += _pixels[((((((row * Oversampling) + down) * _width) + column) * Oversampling) + right) * 3 + channel];
            }

            pixels[index] = (byte)(sum / (Oversampling * Oversampling));
        }

        return PngFile.Write(_width, _height, pixels);
    }

    private void Fill(double x, double y, double width, double height, Colour colour)
    {
        var (left, top) = ((int)Math.Round(x * Oversampling), (int)Math.Round(y * Oversampling));
        var (right, bottom) = ((int)Math.Round((x + width) * Oversampling), (int)Math.Round((y + height) * Oversampling));
        for (var row = Math.Max(0, top); row < Math.Min(_height * Oversampling, bottom); row++)
        {
            for (var column = Math.Max(0, left); column < Math.Min(_width * Oversampling, right); column++)
            {
                var at = ((row * _width * Oversampling) + column) * 3;
                (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (colour.Red, colour.Green, colour.Blue);
            }
        }
    }
}
