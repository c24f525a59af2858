"""Charts on pyqtgraph that training, library and inspector share.

    curves.CurveChart           lines and points over a common axis; also stacked shares
    bars.BarChart               categories and groups, upright or lying
    bars.HistogramChart         counts between edges
    scatter.ScatterChart        points in the colour of their class; a click picks one
    heatmap.Heatmap             a matrix in colours, with colour bar, labels and outlines
    confusion.ConfusionMatrix   true classes against predicted ones

All have the wheel and dragging for zoom and pan, a double click to reset, the keys + - 0 and the
arrows, a read-out at the pointer, and a context menu: Reset View, Copy, Save As... They follow the
palette and the font, and say in words what they show (`accessibleDescription`).

    from digitpad.gui.charts.curves import CurveChart

    chart = CurveChart(self.tr("Loss"), self.tr("epoch"), log_y=True)
    chart.show_curve("training", epochs, losses)               # (N,) and (N,), NaN for none
    chart.show_curve("validation", epochs, others, style="points")
    chart.show_marks([2.5])                                    # dotted vertical lines
    chart.clicked.connect(self._on_epoch)                      # index of the nearest x

    matrix = ConfusionMatrix(self.tr("Confusion matrix"))
    matrix.show_counts(counts, names)                          # (true, predicted) int64
    matrix.pair_clicked.connect(self._show_errors)             # (true, predicted)

A chart's module imports pyqtgraph, so import it only in windows that are opened later than the pad.

Many small pictures in a grid (digits, filters, feature maps) are not charts: `colour_maps` makes an
image of each (`ColourMap.image`, `InkColours.image`), or of all in one (`tiled`), for a `QListView`
with a delegate, or for one simple painted widget. It does not import pyqtgraph.
"""
