import Swiper from 'swiper';
import { Virtual } from 'swiper/modules';
import 'swiper/css';
import 'swiper/css/virtual';

/** Swiper with slides that are made when they come near, one before and one after. */
export function swiperVirtual(box, numbers, makeSlide, onRest) {
  box.innerHTML = '<div class="swiper"><div class="swiper-wrapper"></div></div>';
  let swiper;
  const start = () => {
    swiper = new Swiper(box.querySelector('.swiper'), {
      modules: [Virtual],
      direction: 'vertical',
      virtual: {
        slides: numbers,
        addSlidesBefore: 1,
        addSlidesAfter: 1,
        renderSlide: (game) => {
          const slide = document.createElement('div');
          slide.className = 'swiper-slide';
          slide.append(makeSlide(game));
          return slide;
        },
      },
      on: { transitionEnd: onRest },
    });
  };
  return { start, go: (by) => (by > 0 ? swiper.slideNext(300) : swiper.slidePrev(300)) };
}
