package org.healthchain.web.session;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** A table's rows, fetched a page at a time. Never kept in a session. */
public final class Pages {
  private Pages() {}

  /** Fetches rows. */
  @FunctionalInterface
  public interface Source<T> {
    List<T> rows(int offset, int limit);
  }

  public static <T> LazyDataModel<T> of(
      Source<T> source, LongSupplier count, Function<T, Object> key) {
    return new Model<>(source, count, key);
  }

  private static final class Model<T> extends LazyDataModel<T> {
    private static final long serialVersionUID = 1L;

    private final transient Source<T> source;
    private final transient LongSupplier count;
    private final transient Function<T, Object> key;

    Model(Source<T> source, LongSupplier count, Function<T, Object> key) {
      this.source = source;
      this.count = count;
      this.key = key;
    }

    @Override
    public int count(Map<String, FilterMeta> filterBy) {
      return (int) Math.min(Integer.MAX_VALUE, count.getAsLong());
    }

    @Override
    public List<T> load(
        int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
      return source.rows(first, pageSize);
    }

    @Override
    public String getRowKey(T row) {
      return String.valueOf(key.apply(row));
    }
  }
}
